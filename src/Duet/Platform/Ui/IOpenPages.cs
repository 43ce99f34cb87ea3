namespace Duet.Platform.Ui;

/// <summary>Which pages the reader may open: links to others are not drawn.</summary>
internal interface IOpenPages
{
    /// <param name="path">An address of a page without query, such as <c>/settings</c>.</param>
    bool Opens(string path);
}
