using System.Security.Cryptography;
using Duet.Engine.Surveys;
using Duet.Surveys.Records;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Duet.Surveys.Form;

/// <summary>
/// Goes once through what a sheet goes through, with a ticket that nobody has, when the server has started: invitations bring many people at
/// the same moment, and the first of them should not wait until the program has made itself ready for them.
/// </summary>
internal sealed partial class FirstSheet(
    Forms forms, NamedPeople people, Submissions submissions, IInstruments instruments, IServiceScopeFactory scopes, ILoggerFactory loggers, ILogger<FirstSheet> logger)
    : BackgroundService
{
    private const string Text = "a text";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Starting goes on beside it.
        await Task.Yield();
        try
        {
            await forms.FindAsync(0, stoppingToken);
            var wave = new AskedWave(0, WaveState.Open, SurveyPromise.Anonymous, false, 0, Wave.LowestK, default);
            foreach (var kind in (SurveyKind[])[SurveyKind.Wave, SurveyKind.Pulse])
                await forms.GroupOfAsync(new AskedForm(new AskedSurvey(Text, kind, new SurveyPlan()), wave, null), NoTicket(), default, stoppingToken);
            var sheet = new FilledSheet([], [new FilledComment(Text, Text, false)]);
            await people.AreInAsync(sheet, stoppingToken);
            await submissions.TakeAsync(new Submission(0, NoTicket(), false, false, sheet));
            await DrawAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            // Whatever it is, whoever answers first is told of it; the server goes on.
            LogLater(failure);
        }
    }

    private static byte[] NoTicket() => RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private async Task DrawAsync()
    {
        if (instruments.All is not [var first, ..])
            return;
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        foreach (var kind in (FormKind[])[FormKind.Done, FormKind.Sheet])
        {
            var view = new FormView { Kind = kind, Path = "/survey/0", Instrument = first, Items = first.Items };
            await renderer.Dispatcher.InvokeAsync(async () =>
                (await renderer.RenderComponentAsync<FormDocument>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(FormDocument.View)] = view }))).ToHtmlString());
        }
    }

    [LoggerMessage(LogLevel.Warning, "The form of surveys was not made ready beforehand; it is when somebody first answers")]
    private partial void LogLater(Exception failure);
}
