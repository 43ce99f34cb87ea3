using Duet.Access;
using Duet.Engine.Surveys;
using Duet.Platform.Web;
using Duet.Surveys.Records;
using Duet.Surveys.Running;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Duet.Surveys.Form;

/// <summary>
/// The pages on which people answer. They know nobody and keep nothing: no cookie, no address, no line in a log. A plain form and its answer,
/// since anything that stays connected would know more.
/// </summary>
internal static class FormRoutes
{
    public static IServiceCollection AddSurveyForms(this IServiceCollection services)
    {
        services.AddSingleton<Forms>();
        services.AddSingleton<NamedPeople>();
        services.AddSingleton<Submissions>();
        services.AddHostedService(provider => provider.GetRequiredService<Submissions>());
        return services;
    }

    public static void MapSurveyForms(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").Needs(Permission.Open).DisableAntiforgery().ExcludeFromDescription();
        open.MapGet("/survey/{id:int}", AskAsync);
        open.MapPost("/survey/{id:int}/open", OpenAsync);
        open.MapPost("/survey/{id:int}", TakeAsync);
        // Where a browser stands after a code was typed: loaded again, it begins anew.
        open.MapGet("/survey/{id:int}/open", (int id) => TypedResults.LocalRedirect($"/survey/{id}"));
        open.MapGet("/embed/survey/{id:int}/open", (int id) => TypedResults.LocalRedirect($"/embed/survey/{id}"));
        open.MapGet(SurveyPaths.Promise, PromiseOf);
        open.MapGet("/embed/survey/{id:int}", AskAsync);
        open.MapPost("/embed/survey/{id:int}/open", OpenAsync);
        open.MapPost("/embed/survey/{id:int}", TakeAsync);
    }

    private static SpokenPage PromiseOf(HttpContext context)
    {
        var language = FormLanguages.WordsOf(context.Request.Query[SentForm.Language].ToString());
        return new SpokenPage(new RazorComponentResult<PromiseDocument>(new { Language = language }), language);
    }

    private static async Task<SpokenPage> AskAsync(int id, HttpContext context, Forms forms, CancellationToken cancellationToken)
    {
        var form = await FindAsync(id, context, forms, cancellationToken);
        return Page(context, form.State switch
        {
            FormState.Open when form.IsOpenToAll => SheetOf(context, form, "", "", "", new Dictionary<string, string>()),
            FormState.Open or FormState.NotYet => ViewOf(context, form, FormKind.Code, ""),
            FormState.Over => ViewOf(context, form, FormKind.Over, ""),
            _ => ViewOf(context, form, FormKind.Unknown, ""),
        });
    }

    private static async Task<SpokenPage> OpenAsync(int id, HttpContext context, Forms forms, WaveTools tools, CancellationToken cancellationToken)
    {
        var sent = await SentForm.ReadAsync(context.Request, cancellationToken);
        var form = await FindAsync(id, context, forms, cancellationToken);
        if (Refused(form, sent) is { } refused)
            return Page(context, ViewOf(context, form, refused, sent[SentForm.Language]));
        if (await GroupAsync(forms, form, sent, tools, cancellationToken) is not { } group)
            return Page(context, ViewOf(context, form, await MissingAsync(id, forms, cancellationToken), sent[SentForm.Language]));
        return Page(context, SheetOf(context, form, sent[SentForm.Code], group, sent[SentForm.Language], sent.Fields));
    }

    private static async Task<SpokenPage> TakeAsync(
        int id, HttpContext context, Forms forms, NamedPeople people, Submissions submissions, WaveTools tools, CancellationToken cancellationToken)
    {
        var sent = await SentForm.ReadAsync(context.Request, cancellationToken);
        var form = await FindAsync(id, context, forms, cancellationToken);
        var language = sent[SentForm.Language];
        if (Refused(form, sent) is { } refused)
            return Page(context, ViewOf(context, form, refused, language));
        if (await GroupAsync(forms, form, sent, tools, cancellationToken) is not { } group)
            return Page(context, ViewOf(context, form, await MissingAsync(id, forms, cancellationToken), language));
        var view = SheetOf(context, form, sent[SentForm.Code], group, language, sent.Fields);
        var problems = (form.Instrument! with { Items = view.Items }).Check(sent.Fields, out var sheet);
        if (sheet is null)
            return Page(context, view with { Problems = problems });
        if (sent[SentForm.Warned].Length == 0 && await people.AreInAsync(sheet, cancellationToken))
            return Page(context, view with { NamesSomebody = true });
        var outcome = await submissions.TakeAsync(new Submission(
            form.Wave!.Id, form.IsOpenToAll ? null : TicketText.HashOf(sent[SentForm.Code]), form.Survey!.Kind == SurveyKind.Pulse, form.Wave.Joint, sheet));
        return Page(context, ViewOf(context, form, outcome switch
        {
            SubmissionOutcome.Counted => FormKind.Done,
            SubmissionOutcome.Busy => FormKind.Busy,
            _ => await MissingAsync(id, forms, cancellationToken),
        }, language));
    }

    // What depends on the survey alone comes first, whatever the ticket.
    private static FormKind? Refused(AskedForm form, SentForm sent) => form.State switch
    {
        FormState.Over => FormKind.Over,
        FormState.None or FormState.NotYet => FormKind.Unknown,
        _ => sent.Problem switch
        {
            0 => null,
            StatusCodes.Status415UnsupportedMediaType => FormKind.NoForm,
            _ => FormKind.TooLarge,
        },
    };

    /// <summary>A ticket is not there: it never was, it was used a moment ago, or the survey has been closed meanwhile.</summary>
    private static async Task<FormKind> MissingAsync(int id, Forms forms, CancellationToken cancellationToken) =>
        (await forms.FindAsync(id, cancellationToken)).State == FormState.Over ? FormKind.Over : FormKind.Unknown;

    private static async Task<string?> GroupAsync(Forms forms, AskedForm form, SentForm sent, WaveTools tools, CancellationToken cancellationToken) =>
        form.IsOpenToAll ? "" : await forms.GroupOfAsync(form, TicketText.HashOf(sent[SentForm.Code]), tools.Today, cancellationToken);

    /// <summary>The survey; none where it is not to be shown in a frame and a frame asks.</summary>
    private static async Task<AskedForm> FindAsync(int id, HttpContext context, Forms forms, CancellationToken cancellationToken)
    {
        var form = await forms.FindAsync(id, cancellationToken);
        var wanted = IsEmbedded(context) ? SurveyChannel.Embed : SurveyChannel.Link;
        // Surveys with tickets are reached by these; the others where their plan says so.
        var isReachable = form.IsOpenToAll ? form.Survey!.Plan.Channels.Contains(wanted) : !IsEmbedded(context);
        if (!isReachable)
            return AskedForm.None;
        if (IsEmbedded(context))
            SecurityHeaders.AllowFrames(context, form.Survey!.Plan.EmbedOrigins);
        return form;
    }

    private static bool IsEmbedded(HttpContext context) => context.Request.Path.StartsWithSegments("/embed", StringComparison.OrdinalIgnoreCase);

    private static FormView SheetOf(
        HttpContext context, AskedForm form, string code, string group, string language, IReadOnlyDictionary<string, string> sent)
    {
        var view = ViewOf(context, form, FormKind.Sheet, language);
        return view with
        {
            Items = form.IsOpenToAll ? view.Instrument!.Items : view.Instrument!.SetOf(TicketText.HashOf(code), form.Wave!.Rotation),
            Code = code,
            Group = group,
            Sent = sent,
        };
    }

    private static FormView ViewOf(HttpContext context, AskedForm form, FormKind kind, string language) => new()
    {
        Kind = kind,
        Path = context.Request.Path.Value!.Replace("/open", "", StringComparison.OrdinalIgnoreCase),
        Title = form.Survey?.Title ?? "Duet",
        IsAnonymous = form.Wave?.Promise == SurveyPromise.Anonymous,
        K = form.Wave?.K ?? Wave.LowestK,
        HasGroups = form.Survey?.Kind != SurveyKind.Open,
        Trigger = form.Survey is { Kind: SurveyKind.Pulse } pulse ? pulse.Plan.Trigger : null,
        IsOpenToAll = form.IsOpenToAll,
        IsJoint = form.Wave?.Joint == true,
        ClosesOn = form.Wave?.ClosesOn ?? default,
        Instrument = form.Instrument is { } instrument ? instrument.In(LanguageOf(context.Request, instrument, language)) : null,
        IsDemonstration = context.User.IsGuest(),
    };

    // As asked for, as the form before was, as the browser likes, as the page was written.
    private static string LanguageOf(HttpRequest request, Instrument instrument, string language)
    {
        string[] wanted =
        [
            request.Query[SentForm.Language].ToString(), language,
            .. request.GetTypedHeaders().AcceptLanguage.OrderByDescending(accepted => accepted.Quality ?? 1).Select(accepted => accepted.Value.Value ?? ""),
        ];
        return wanted.FirstOrDefault(each => instrument.Languages.Contains(each) || instrument.Languages.Contains(each.Split('-')[0])) ?? instrument.Language;
    }

    private static SpokenPage Page(HttpContext context, FormView view)
    {
        // It may hold a code.
        context.Response.Headers.CacheControl = "no-store";
        return new SpokenPage(new RazorComponentResult<FormDocument>(new { View = view }) { StatusCode = view.Status }, view.Language);
    }
}
