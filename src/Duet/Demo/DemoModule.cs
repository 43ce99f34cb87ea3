using Duet.Platform.Ui;

namespace Duet.Demo;

/// <summary>What a server shows besides, while it serves the sample organisation.</summary>
internal static class DemoModule
{
    public static IServiceCollection AddDemo(this IServiceCollection services, DemoRun run) =>
        services.AddSingleton(run).AddSingleton(new ShellPart(ShellSlot.Notice, typeof(DemoNotice)));
}

/// <summary>The demonstration that this server is; not registered in any other server.</summary>
/// <param name="Seed">Of the history that was told.</param>
internal sealed record DemoRun(int Seed);
