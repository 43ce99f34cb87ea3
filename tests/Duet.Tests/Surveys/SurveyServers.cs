using Duet.Tests.Platform.Records;

namespace Duet.Tests.Surveys;

/// <summary>The server of the survey tests on SQLite.</summary>
public sealed class SqliteSurveyServer : SurveyServer
{
    internal Task<RunningServer> StartAsync() => StartAsync(() => Task.FromResult<string?>(null));
}

/// <summary>The server of the survey tests on PostgreSQL.</summary>
public sealed class PostgresSurveyServer(PostgresServer postgres) : SurveyServer
{
    internal Task<RunningServer> StartAsync() => StartAsync(async () => await postgres.NewDatabaseAsync());
}

/// <summary>Classes of this collection share a server.</summary>
[CollectionDefinition(Name)]
public sealed class SqliteSurveys : ICollectionFixture<SqliteSurveyServer>
{
    public const string Name = "surveys on SQLite";
}

/// <summary>Classes of this collection share a server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresSurveys : ICollectionFixture<PostgresSurveyServer>
{
    public const string Name = "surveys on PostgreSQL";
}
