using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Duet.Access.SingleSignOn;

/// <summary>
/// Believes no token without a signature. In the code flow the framework takes such tokens, as the specification allows where they
/// come straight from the provider; here a signature is asked for however a token comes.
/// </summary>
internal sealed class SignedTokens : JsonWebTokenHandler
{
    public SignedTokens() => MapInboundClaims = false;

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var strict = validationParameters.Clone();
        strict.RequireSignedTokens = true;
        return base.ValidateTokenAsync(token, strict);
    }
}
