using Duet.Access;
using Duet.Surveys.Records;

namespace Duet.Surveys.Running;

/// <summary>Whose surveys somebody may run: product operations those about products, developer experience those about building, both the shared ones.</summary>
internal static class SurveyRights
{
    public static bool MayManage(this Caller caller, SurveyLens lens) => caller.Can(Permission.SurveyManage) && (lens, caller.Role) switch
    {
        (SurveyLens.Devex, Role.ProductOps) => false,
        (SurveyLens.Product, Role.DevexLead) => false,
        _ => true,
    };
}
