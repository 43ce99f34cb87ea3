using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace Duet.Platform.Web;

/// <summary>Turns bare refusals and failures into problem details for programs and pages for people.</summary>
internal static class ErrorPages
{
    public const string Path = "/problem";

    public static void UseErrorPages(this IApplicationBuilder app)
    {
        app.UseWhen(Problems.IsForPrograms, programs =>
        {
            programs.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = WriteAsync });
            programs.UseStatusCodePages(context => WriteAsync(context.HttpContext));
        });
        app.UseWhen(context => !Problems.IsForPrograms(context), people =>
        {
            people.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Path + "/500", CreateScopeForErrors = true });
            people.UseStatusCodePagesWithReExecute(Path + "/{0}", createScopeForStatusCodePages: true);
            people.Use(AskForThePage);
        });
    }

    // The page of a refused form is asked for like any page: it must not be taken for the form once more.
    private static Task AskForThePage(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
            context.Features.Set<IAntiforgeryValidationFeature>(null);
        }
        return next(context);
    }

    private static Task WriteAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        var code = context.Items[Problems.Code] as string ?? Problems.CodeOf(status);
        return TypedResults.Problem(Problems.Of(status, code, Problems.DetailOf(context) ?? Detail(status))).ExecuteAsync(context);
    }

    private static string Detail(int status) => status switch
    {
        401 => "Sign in, or send a key as 'Authorization: Bearer duet_...'.",
        403 => "This is not allowed to you.",
        404 => "There is nothing at this address.",
        405 => "This address does not take that method.",
        415 => "This address does not take that content type.",
        429 => "Too many requests; try again in a minute.",
        >= 500 => "Something failed on our side; the log of the server says more.",
        _ => "The request was not understood.",
    };
}
