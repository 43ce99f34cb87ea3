using System.Globalization;

namespace Duet.Surveys.Form;

/// <summary>A page whose own words are in the language of the form.</summary>
internal sealed class SpokenPage(IResult page, string language) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Of this call and what it awaits, of nothing else.
        CultureInfo.CurrentUICulture = FormLanguages.CultureOf(language);
        await page.ExecuteAsync(httpContext);
    }
}
