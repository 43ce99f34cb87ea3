using Microsoft.Extensions.Logging.Console;

namespace Duet.Platform.Web;

/// <summary>Our own news and other people's warnings, a line each, on standard error.</summary>
internal static class ServerLogging
{
    public static void AddServerLogging(this IServiceCollection services) => services.AddLogging(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Duet", LogLevel.Information);
        // The keys folder is private to its owner; a second encryption would need a second secret.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is told once, by who started it; a service that ends the host is critical.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddConsole(console => console.FormatterName = ShortLines.FormatterName);
        logging.AddConsoleFormatter<ShortLines, ConsoleFormatterOptions>();
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    });
}
