namespace Duet.Platform.Ui.Charts;

/// <summary>Whose colour a picture wears: product operations coral, developer experience blue, both violet.</summary>
public enum Tone
{
    Both,
    Product,
    Devex,
}
