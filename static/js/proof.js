// The proof of work of ALTCHA, solved while somebody reads the last page: find the number whose SHA-256 with the
// given salt is the challenge. The same as ALTCHA's own widget does, without its box; checked by ALTCHA's library.
// Where the browser has no WebCrypto (plain http) nothing is sent, and the stricter limits hold.

const SLICE = 500; // numbers tried at once
const form = document.querySelector("form[data-challenge]");
const encoder = new TextEncoder();

function hex(bytes) {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function isIt(number, { algorithm, challenge, salt }) {
  return hex(await crypto.subtle.digest(algorithm, encoder.encode(salt + number))) === challenge;
}

async function solve(task) {
  const most = task.maxNumber ?? task.maxnumber;
  for (let start = 0; start <= most; start += SLICE) {
    const numbers = Array.from({ length: Math.min(SLICE, most - start + 1) }, (_, index) => start + index);
    const found = await Promise.all(numbers.map((number) => isIt(number, task)));
    const at = found.indexOf(true);
    if (at >= 0) return start + at;
  }
  return null;
}

async function payload(task) {
  const number = await solve(task);
  if (number === null) return "";
  const { algorithm, challenge, salt, signature } = task;
  return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

function start() {
  const field = form.elements.altcha;
  const status = form.querySelector("[data-save-state]");
  let done = false;
  const working = payload(JSON.parse(form.dataset.challenge)).then((solution) => {
    field.value = solution;
    done = true;
  });
  form.addEventListener("submit", async (event) => {
    if (done) return;
    event.preventDefault();
    status.textContent = form.dataset.working;
    const { submitter } = event;
    await working.catch(() => {
      done = true;
    });
    form.requestSubmit(submitter);
  });
}

if (form?.elements.altcha && globalThis.crypto?.subtle) start();
