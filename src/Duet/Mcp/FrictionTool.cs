using System.Text.Json;
using Duet.Access;
using Duet.Feedback;
using Duet.Feedback.Friction;
using Duet.Feedback.Records;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Duet.Mcp;

/// <summary>The tool <c>report_friction</c>. Its answers hold a number and a sentence, never what somebody else wrote.</summary>
internal sealed partial class FrictionTool(FrictionReports reports, ILogger<FrictionTool> logger)
{
    public const string Name = "report_friction";

    private static readonly JsonElement Input = JsonDocument.Parse($$"""
        {
          "type": "object",
          "properties": {
            "text": { "type": "string", "minLength": 1, "maxLength": {{Voice.LongestBody}}, "description": "What stands in the way, in the developer's words; the first line is the title." },
            "tool": { "type": "string", "maxLength": {{FrictionReports.LongestTool}}, "description": "The tool it is about, if it is about one." },
            "id": { "type": "string", "maxLength": {{FrictionReports.LongestMessageId}}, "description": "Your own id of this report: sent twice, it counts once." }
          },
          "required": ["text"],
          "additionalProperties": false
        }
        """).RootElement;

    public static ListToolsResult List { get; } = new()
    {
        Tools =
        [
            new Tool
            {
                Name = Name,
                Title = "Report friction",
                Description = "Reports what stands in a developer's way to those who look after developer experience. They see the text, not who sent it.",
                InputSchema = Input,
                Annotations = new ToolAnnotations { ReadOnlyHint = false, DestructiveHint = false, IdempotentHint = false, OpenWorldHint = false },
            },
        ],
    };

    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeAsync(request, cancellationToken);
        }
        catch (Exception fault) when (fault is not (McpProtocolException or OperationCanceledException))
        {
            Failed(fault);
            throw;
        }
    }

    private async Task<CallToolResult> TakeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params?.Name != Name)
            throw new McpProtocolException("There is no such tool.", McpErrorCode.InvalidParams);
        var arguments = request.Params.Arguments ?? new Dictionary<string, JsonElement>();
        if (arguments.Keys.Any(key => !Input.GetProperty("properties").TryGetProperty(key, out _)))
            throw new McpProtocolException("There is an argument that this tool does not know.", McpErrorCode.InvalidParams);
        var report = new FrictionReport(
            Text(arguments, "text", int.MaxValue) ?? "", Text(arguments, "tool", FrictionReports.LongestTool), VoiceChannel.Mcp,
            Text(arguments, "id", FrictionReports.LongestMessageId));
        var (receipt, _) = await reports.TakeAsync(report, request.Services!.GetRequiredService<Caller>(), cancellationToken);
        return receipt?.Outcome switch
        {
            null => Say("Too many reports came in a minute; come again in another one.", isError: true),
            VoiceOutcome.Refused => throw new McpProtocolException(FrictionReports.Sentence(receipt.Code), McpErrorCode.InvalidParams),
            VoiceOutcome.Conflict => throw new McpProtocolException("Another text came under this id before.", McpErrorCode.InvalidParams),
            VoiceOutcome.Duplicate => Say($"Reported before, as {receipt.Id}."),
            _ => Say($"Reported as {receipt.Id}."),
        };
    }

    private static string? Text(IDictionary<string, JsonElement> arguments, string name, int longest)
    {
        if (!arguments.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= longest
            ? text
            : throw new McpProtocolException($"'{name}' is no text, or a longer one than is taken.", McpErrorCode.InvalidParams);
    }

    private static CallToolResult Say(string sentence, bool isError = false) => new() { Content = [new TextContentBlock { Text = sentence }], IsError = isError };

    [LoggerMessage(LogLevel.Error, "A report of friction failed.")]
    private partial void Failed(Exception fault);
}
