namespace Duet.Access;

/// <summary>What a person who signs in may see and change, from most to least.</summary>
internal enum Role
{
    Owner,
    Admin,
    ProductOps,
    DevexLead,
    TeamLead,
    Member,
    Viewer,
}
