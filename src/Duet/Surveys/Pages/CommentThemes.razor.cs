using Duet.Engine.Surveys.Comments;
using Duet.Surveys.Comments;
using Duet.Surveys.Results;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Pages;

/// <summary>What people wrote, by theme: how many, in fives, and what may be quoted. The texts themselves are sorted in the inbox.</summary>
public sealed partial class CommentThemes
{
    [CascadingParameter]
    private WaveResults Results { get; set; } = null!;

    private WaveComments Comments => Results.Comments;

    private string Inbox => $"/feedback?state=all&source={WaveVoices.SourceOf(Results.Wave.Id)}";
}
