// Passkeys (WebAuthn). A form says with data-passkey what it wants: "create" and "use" bring the server's options in
// data-options, "sign-in" asks for fresh ones. The answer goes into the form's field `credential`, and the form is sent.

const isPossible =
  typeof PublicKeyCredential === "function" && !/^(\d+\.){3}\d+$|:/.test(location.hostname.replace(/^\[|\]$/g, ""));

function bytesOf(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function withBytes(credentials = []) {
  return credentials.map((credential) => ({ ...credential, id: bytesOf(credential.id) }));
}

async function create(options) {
  const wanted = options.publicKey;
  return navigator.credentials.create({
    publicKey: {
      ...wanted,
      challenge: bytesOf(wanted.challenge),
      user: { ...wanted.user, id: bytesOf(wanted.user.id) },
      excludeCredentials: withBytes(wanted.excludeCredentials),
      // A passkey that can sign in alone: it knows its account and asks for fingerprint, face or PIN.
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
}

async function use(options) {
  const wanted = options.publicKey;
  return navigator.credentials.get({
    publicKey: {
      ...wanted,
      challenge: bytesOf(wanted.challenge),
      allowCredentials: withBytes(wanted.allowCredentials),
    },
  });
}

async function signIn(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return use((await answer.json()).request_options);
}

// What the browser gives, as JSON: every field that is bytes becomes base64url.
function toJson(credential) {
  const given = credential.response;
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (given[name]) response[name] = textOf(given[name]);
  }
  if (given.getTransports) response.transports = given.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

const actions = {
  create: (form) => create(JSON.parse(form.dataset.options)),
  use: (form) => use(JSON.parse(form.dataset.options)),
  "sign-in": signIn,
};

function enhance(form) {
  const error = form.querySelector("[data-passkey-error]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      form.elements.credential.value = toJson(await actions[form.dataset.passkey](form));
      form.submit();
    } catch {
      error.hidden = false; // refused, timed out, or no such key: the browser says no more, on purpose
    }
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (isPossible) enhance(form);
  const missing = form.querySelector("[data-passkey-missing]");
  if (missing) missing.hidden = isPossible;
  const button = form.querySelector("button");
  if (missing && button) button.disabled = !isPossible;
}
