using Duet.Sources.Doors;
using Microsoft.OpenApi;

namespace Duet.Feedback.Api;

/// <summary>What the door for voices takes, for the description of the API: written from the members that it reads.</summary>
internal static class FeedbackDescription
{
    public static void Describe(OpenApiOperation operation)
    {
        var limits = new DoorLimits();
        operation.Description =
            $"One voice, an array of them, or an object with the array 'items': {limits.Items} voices and {limits.BodyBytes >> 20} MB at most, plain, gzip or br. "
            + "It is answered when it is durable; what is refused is still the sender's. 429 comes with Retry-After.";
        var voice = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Title = "voice",
            Properties = FeedbackMembers.All.ToDictionary(member => member.Name, member => (IOpenApiSchema)new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = member.Says,
                Format = member.Kind == MemberKind.Time ? "date-time" : null,
                Enum = member.Words is { } words ? [.. words.Select(word => (System.Text.Json.Nodes.JsonNode)word)] : null,
            }),
        };
        var array = new OpenApiSchema { Type = JsonSchemaType.Array, Items = voice };
        var batch = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "items" },
            Properties = new Dictionary<string, IOpenApiSchema> { ["items"] = array },
        };
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = new OpenApiSchema { OneOf = [voice, array, batch] } } },
        };
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = "Idempotency-Key",
            In = ParameterLocation.Header,
            Description = "Your own id of this request: names the voices that have no id.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter.Name == "source"))
            parameter.Description = "Keeps what one system sends apart from the others: small letters, digits, dots and hyphens.";
    }
}
