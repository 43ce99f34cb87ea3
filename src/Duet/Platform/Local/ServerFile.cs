using System.Text.Json;

namespace Duet.Platform.Local;

/// <summary>Where the server of a data directory can be reached from this machine: <c>server.json</c>, readable by its owner only.</summary>
internal sealed record ServerFile(string Address, string Token, int ProcessId)
{
    private const string Name = "server.json";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes it; disposing takes it away again, unless another server has written its own.</summary>
    public static IDisposable Write(DataDirectory data, string address, HostToken token)
    {
        var (path, file) = (PathIn(data.Root), new ServerFile(address, token.Text, Environment.ProcessId));
        // Whoever reads must never meet half of it, nor a moment in which others may read.
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        var draft = path + ".new";
        File.Delete(draft);
        using (var stream = new FileStream(draft, options))
            JsonSerializer.Serialize(stream, file, JsonSerializerOptions.Web);
        File.Move(draft, path, overwrite: true);
        return new Written(path, file);
    }

    /// <summary>Null where there is none, or it cannot be understood. A server that was killed leaves its file behind.</summary>
    public static ServerFile? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ServerFile>(File.ReadAllText(PathIn(folder)), JsonSerializerOptions.Web);
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static string PathIn(string folder) => Path.Combine(folder, Name);

    private sealed class Written(string path, ServerFile file) : IDisposable
    {
        public void Dispose()
        {
            if (Read(Path.GetDirectoryName(path)!) == file)
                File.Delete(path);
        }
    }
}
