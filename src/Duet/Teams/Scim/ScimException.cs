namespace Duet.Teams.Scim;

/// <summary>Ends a SCIM request with the protocol's own error; caught in one place, <see cref="ScimErrors"/>.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="type">The protocol's word, such as <c>uniqueness</c>; null where it has none.</param>
/// <param name="detail">For the person who reads the provisioning log.</param>
internal sealed class ScimException(int status, string? type, string detail) : Exception(detail)
{
    public int Status => status;
    public string? Type => type;

    public static ScimException BadValue(string detail) => new(400, "invalidValue", detail);

    public static ScimException BadPath(string detail) => new(400, "invalidPath", detail);

    public static ScimException BadFilter(string detail) => new(400, "invalidFilter", detail);

    public static ScimException Taken(string detail) => new(409, "uniqueness", detail);

    public static ScimException Missing(string id) => new(404, null, $"There is no resource {id}.");
}
