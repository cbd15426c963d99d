/* Passkeys, and showing what was typed into a password. Without it codes and passwords still work. */
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function ask(form) {
    const from = form.dataset.passkeyFrom;
    const told = from ? await (await fetch(from)).json() : JSON.parse(form.querySelector("#passkey-options").textContent);
    const options = told.publicKey;
    options.challenge = bytes(options.challenge);
    if (form.dataset.passkey === "create") {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = described(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = described(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }

  function written(credential) {
    const answer = credential.response, response = { clientDataJSON: text(answer.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (answer[name]) response[name] = text(answer[name]);
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const message = form.querySelector("[data-passkey-message]");
    if (!window.PublicKeyCredential) { message.textContent = message.dataset.unsupported; return; }
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      message.textContent = message.dataset.waiting;
      try {
        form.elements.credential.value = written(await ask(form));
        form.submit();
      } catch {
        message.textContent = message.dataset.unanswered;
      }
    });
  });

  document.querySelectorAll("input[data-secret]").forEach((input) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = input.dataset.show;
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.textContent = shown ? input.dataset.show : input.dataset.hide;
    });
    input.insertAdjacentElement("afterend", button);
  });
})();
