// A real OpenID Connect provider on loopback: whoever names an account is that account. PORT, REDIRECT, SECRET say how.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const installed = createRequire(process.env.MODULES + "/");
const { Provider } = await import(pathToFileURL(installed.resolve("oidc-provider")));

const issuer = `http://127.0.0.1:${process.env.PORT}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "luoshi",
      client_secret: process.env.SECRET,
      redirect_uris: [process.env.REDIRECT],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  claims: { openid: ["sub"], profile: ["preferred_username", "name"] },
  pkce: { required: () => true, methods: ["S256"] },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ["for tests only"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: `subject-of-${id}`, preferred_username: id, name: "from the provider" }),
  }),
});
provider.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("listening"));
