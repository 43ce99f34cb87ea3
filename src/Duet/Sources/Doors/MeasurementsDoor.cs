using Duet.Engine.Facts;

namespace Duet.Sources.Doors;

internal sealed class MeasurementsDoor(DoorLimits limits) : Door(limits)
{
    public const string MeasurementName = "name";

    public override string Name => "measurements";
    public override string Thing => "measurement";

    public override IReadOnlyList<Member> Members { get; } =
    [
        MessageId,
        new(MeasurementName, MemberKind.Text, "What was measured, such as 'orders'; the numbers of one name have one unit.") { IsRequired = true },
        new("value", MemberKind.Number, "The number.") { IsRequired = true },
        new("at", MemberKind.Time, "The time it speaks of.") { IsRequired = true },
        new("unit", MemberKind.Text, "Your word for the unit, such as 'EUR' or 'ms'."),
        new("product", MemberKind.Text, "The product it is about."),
        new("account", MemberKind.Text, "The customer it is about."),
    ];

    protected override object Fact(ItemValues message) => new MeasurementFact
    {
        Id = message.Required(Id),
        Name = message.Required(MeasurementName),
        Value = message.Number("value")!.Value,
        At = message.Time("at")!.Value,
        Unit = message.Text("unit"),
        Product = message.Text("product"),
        Account = message.Text("account"),
    };
}
