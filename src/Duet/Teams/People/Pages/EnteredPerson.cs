namespace Duet.Teams.People.Pages;

/// <summary>A person as the forms of the pages send them.</summary>
public sealed class EnteredPerson
{
    public string? Name { get; set; }
    public string? Mail { get; set; }
    public string? ExternalId { get; set; }

    /// <summary>Of the person as the form was filled.</summary>
    public string? Stamp { get; set; }
}
