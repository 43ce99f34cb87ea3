namespace Duet.Delivery;

/// <summary>Marks the texts of delivery.</summary>
internal sealed class DeliveryText;
