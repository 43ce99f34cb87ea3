namespace Duet.Engine.Delivery;

/// <summary>
/// The editable lists by which bots and agents are told from people. All entries are lower-case and compared whole:
/// a login (without or with <c>[bot]</c>), a name, or a mail address.
/// </summary>
public sealed record IdentityRules
{
    /// <summary>The lists that Duet ships.</summary>
    public static IdentityRules Default { get; } = new();

    /// <summary>Programs that follow fixed rules. Besides these, every login or name that ends in <c>[bot]</c> or <c>-bot</c>.</summary>
    public IReadOnlyCollection<string> Bots { get; init; } =
    [
        "allcontributors", "autofix-ci", "bors", "build-bot", "buildbot", "circleci", "codecov", "copybara-service",
        "dependabot", "dependabot-preview", "depfu", "doc-bot", "dotnet-maestro", "github", "github-actions",
        "github actions", "github action", "action@github.com", "actions-user", "actions@github.com", "gitlab-bot", "greenkeeper",
        "greenkeeperio-bot", "hosted weblate", "imgbot", "jenkins", "k8s-ci-robot", "lerna-bot", "mergify",
        "pre-commit-ci", "pyup-bot", "release-please", "renovate", "renovate bot", "renovatebot", "semantic-release-bot",
        "snyk", "snyk bot", "snyk-bot", "snyk-io", "support@github.com", "travis ci", "travis-ci", "web-flow", "weblate",
        "whitesource-bolt-for-github",
    ];

    /// <summary>AI agents that author commits on their own. A name is not enough here: only logins and addresses count.</summary>
    public IReadOnlyCollection<string> Agents { get; init; } =
    [
        "agent@warp.dev", "aider@aider.chat", "amazon-q-developer", "amp@ampcode.com", "chatgpt-codex-connector", "claude",
        "claude-code", "claude@anthropic.com", "codegen-sh", "codex@openai.com", "coderabbitai", "copilot", "copilot-swe-agent",
        "crush@charm.land", "cursor", "cursoragent", "cursoragent@cursor.com", "devin-ai-integration", "factory-droid",
        "gemini-code-assist", "google-labs-jules", "jules@google.com", "junie@jetbrains.com", "kiro-agent", "noreply@aider.chat",
        "noreply@anthropic.com", "noreply@cursor.com", "noreply@openai.com", "noreply@opencode.ai", "openai-codex",
        "openhands", "openhands@all-hands.dev", "qwen-coder@alibabacloud.com", "sweep-ai", "windsurf-bot",
    ];

    /// <summary>Addresses that say nothing about who it was: the name is the identity then.</summary>
    public IReadOnlyCollection<string> Placeholders { get; init; } =
    [
        "(none)", "email@example.com", "mail@example.com", "me@example.com", "name@example.com", "no@email", "nobody@example.com",
        "nobody@localhost", "nobody@nowhere", "none", "none@none", "noreply@github.com", "noreply@gitlab.com", "root@localhost",
        "root@localhost.localdomain", "test@example.com", "test@test.com", "unknown", "unknown@unknown", "user@example.com",
        "you@example.com", "your@email.com", "your-email@example.com", "your_email@example.com", "youremail@example.com",
    ];
}
