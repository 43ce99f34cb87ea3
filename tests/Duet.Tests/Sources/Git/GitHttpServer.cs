using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Duet.Tests.Sources.Git;

/// <summary>Serves repositories over http by git's own <c>http-backend</c>; asks for a user and password where one is given.</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    private readonly WebApplication web;

    private GitHttpServer(WebApplication web) => this.web = web;

    public string Address => web.Urls.First();

    public static async Task<GitHttpServer> StartAsync(string folder, string? credentials = null)
    {
        var backend = Path.Combine(TestRepository.Run(folder, [], "--exec-path"), "git-http-backend");
        Assert.SkipUnless(File.Exists(backend), "git http-backend is not installed.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.Run(context => AnswerAsync(context, backend, folder, credentials));
        await web.StartAsync(TestContext.Current.CancellationToken);
        return new GitHttpServer(web);
    }

    public async ValueTask DisposeAsync() => await web.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, string backend, string folder, string? credentials)
    {
        var expected = credentials is null ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));
        if (expected is not null && context.Request.Headers.Authorization != expected)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }
        var start = new ProcessStartInfo(backend) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var request = context.Request;
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)
        [
            ("GIT_PROJECT_ROOT", folder), ("GIT_HTTP_EXPORT_ALL", "1"), ("PATH_INFO", request.Path), ("QUERY_STRING", request.QueryString.Value!.TrimStart('?')),
            ("REQUEST_METHOD", request.Method), ("CONTENT_TYPE", request.ContentType ?? ""), ("HTTP_CONTENT_ENCODING", request.Headers.ContentEncoding.ToString()),
            ("GIT_PROTOCOL", request.Headers["Git-Protocol"].ToString()), ("REMOTE_ADDR", "127.0.0.1"),
        ])
        {
            start.Environment[name] = value;
        }
        if (request.ContentLength is { } length) start.Environment["CONTENT_LENGTH"] = length.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var sending = SendAsync(request, process);
        using var answer = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(answer);
        await sending;
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            if (name == "Status") context.Response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else context.Response.Headers[name] = value;
        }
        await context.Response.Body.WriteAsync(bytes.AsMemory(end + 4));
    }

    private static async Task SendAsync(HttpRequest request, Process process)
    {
        await request.Body.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
    }
}
