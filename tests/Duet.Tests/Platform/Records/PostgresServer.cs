using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Duet.Tests.Platform.Records.PostgresServer))]

namespace Duet.Tests.Platform.Records;

/// <summary>A PostgreSQL of the tests' own on a free port of loopback, from the system's package; started when first asked for.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly Lazy<string?> address;
    private string? folder;
    private int databases;

    public PostgresServer() => address = new Lazy<string?>(Start);

    /// <summary>A connection string to a new, empty database. Skips the test where PostgreSQL is not installed.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        Assert.SkipUnless(address.Value is not null, "NOT RUN: PostgreSQL is not installed (apt-get install postgresql), so its half of the records is untested here.");
        var name = $"test{Interlocked.Increment(ref databases)}";
        await using var connection = new NpgsqlConnection($"{address.Value};Database=postgres");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return $"{address.Value};Database={name}";
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (folder is not null)
        {
            Run("pg_ctl", "stop", "-D", Path.Combine(folder, "data"), "-m", "immediate");
            Run("rm", "-rf", folder);
        }
        return ValueTask.CompletedTask;
    }

    private string? Start()
    {
        if (Programs is null)
            return null;
        var home = $"/tmp/duet-pg-{Environment.ProcessId}";
        Run("mkdir", "-m", "700", home);
        folder = home;
        var data = Path.Combine(home, "data");
        Run("initdb", "-D", data, "-U", "duet", "--auth=trust", "--no-sync", "-E", "UTF8");
        var port = FreePort();
        // Several Duets at once, each with its own pool.
        Run("pg_ctl", "start", "-w", "-D", data, "-l", Path.Combine(home, "log"),
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c fsync=off -c max_connections=400");
        return $"Host=127.0.0.1;Port={port};Username=duet";
    }

    private static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
            .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root: its own user does it then.
    private static void Run(string program, params string[] arguments)
    {
        var path = Programs is not null && File.Exists(Path.Combine(Programs, program)) ? Path.Combine(Programs, program) : program;
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.WorkingDirectory = "/tmp";
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        // pg_ctl leaves the server behind with our pipe open: only its own end is waited for.
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
