using System.Text.Json;
using System.Text.Json.Serialization;

namespace Duet.Teams.Api;

/// <summary>How the organisation is written and read, made ready when the program is built.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(TeamsJson))]
[JsonSerializable(typeof(TeamDetailJson))]
[JsonSerializable(typeof(ServicesJson))]
[JsonSerializable(typeof(CodeLookJson))]
[JsonSerializable(typeof(ProductsJson))]
[JsonSerializable(typeof(WrittenJson))]
[JsonSerializable(typeof(TeamBody))]
[JsonSerializable(typeof(CalendarBody))]
[JsonSerializable(typeof(DayBody))]
[JsonSerializable(typeof(MemberBody))]
[JsonSerializable(typeof(DatesBody))]
[JsonSerializable(typeof(ProductBody))]
[JsonSerializable(typeof(ServiceBody))]
[JsonSerializable(typeof(OwnerBody))]
[JsonSerializable(typeof(CodeBody))]
internal sealed partial class OrganisationJson : JsonSerializerContext;
