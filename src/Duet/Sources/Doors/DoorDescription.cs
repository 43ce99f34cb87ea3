using Microsoft.OpenApi;

namespace Duet.Sources.Doors;

/// <summary>What a door takes, for the description of the API: written from the members that it reads.</summary>
internal static class DoorDescription
{
    public static void Describe(OpenApiOperation operation, Door door, DoorLimits limits)
    {
        operation.Description =
            $"One message, an array of them, or an object with the array 'items': {limits.Items} messages and {limits.BodyBytes >> 20} MB at most, plain, gzip or br. "
            + "A message is the whole of what is known about its thing: a later one, under an id of its own, takes the place of the former. "
            + "It is answered when it is durable; what is refused is still the sender's. 429 and 503 come with Retry-After.";
        var message = Message(door);
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new() { Schema = new OpenApiSchema { OneOf = [message, Array(message), Batch(message)] } },
            },
        };
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = "Idempotency-Key",
            In = ParameterLocation.Header,
            Description = "Your own id of this request: sent twice, it counts once.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "source"))
            parameter.Description = "Keeps what one system sends apart from the others: small letters, digits, dots and hyphens.";
    }

    private static OpenApiSchema Message(Door door) => new()
    {
        Type = JsonSchemaType.Object,
        Title = door.Thing,
        Required = door.Members.Where(member => member.IsRequired).Select(member => member.Name).ToHashSet(),
        Properties = door.Members.ToDictionary(member => member.Name, member => (IOpenApiSchema)Of(member)),
    };

    private static OpenApiSchema Of(Member member) => new()
    {
        Description = member.Says,
        Type = member.Kind switch
        {
            MemberKind.Flag => JsonSchemaType.Boolean,
            MemberKind.Number => JsonSchemaType.Number,
            MemberKind.Ordinal => JsonSchemaType.Integer,
            _ => JsonSchemaType.String,
        },
        Format = member.Kind == MemberKind.Time ? "date-time" : null,
        Enum = member.Words is { } words ? [.. words.Select(word => (System.Text.Json.Nodes.JsonNode)word)] : null,
    };

    private static OpenApiSchema Array(OpenApiSchema message) => new() { Type = JsonSchemaType.Array, Items = message };

    private static OpenApiSchema Batch(OpenApiSchema message) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "items" },
        Properties = new Dictionary<string, IOpenApiSchema> { ["items"] = Array(message) },
    };
}
