using System.Globalization;
using System.Text;
using System.Xml;
using Duet.Platform.Ui;
using Duet.Platform.Web;

namespace Duet.Feedback.Portal;

/// <summary>The changelog for feed readers (RFC 4287).</summary>
internal static class AtomFeed
{
    private const string Namespace = "http://www.w3.org/2005/Atom";

    public static async Task<IResult> OfAsync(PortalReader reader, PublicAddress address, CancellationToken cancellationToken)
    {
        var entries = await reader.ChangelogAsync(cancellationToken);
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            var page = address.Of(PortalRoutes.Root + "/changelog");
            xml.WriteStartElement("feed", Namespace);
            xml.WriteElementString("title", Namespace, "Changelog");
            xml.WriteElementString("id", Namespace, page);
            Link(xml, "alternate", page);
            Link(xml, "self", page + ".atom");
            xml.WriteElementString("updated", Namespace, Moment(entries.Count > 0 ? entries[0].PublishedAt : DateTimeOffset.UnixEpoch));
            foreach (var entry in entries)
            {
                xml.WriteStartElement("entry", Namespace);
                xml.WriteElementString("title", Namespace, entry.Title);
                xml.WriteElementString("id", Namespace, string.Create(CultureInfo.InvariantCulture, $"{page}#entry-{entry.Id}"));
                Link(xml, "alternate", string.Create(CultureInfo.InvariantCulture, $"{page}#entry-{entry.Id}"));
                xml.WriteElementString("updated", Namespace, Moment(entry.PublishedAt));
                xml.WriteStartElement("author", Namespace);
                xml.WriteElementString("name", Namespace, "Duet");
                xml.WriteEndElement();
                xml.WriteStartElement("content", Namespace);
                xml.WriteAttributeString("type", "html");
                xml.WriteString(SafeMarkdown.Html(entry.Body).Value);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return TypedResults.Bytes(stream.ToArray(), "application/atom+xml; charset=utf-8");
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string Moment(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
