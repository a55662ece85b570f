// A reply written before goes into the text, where it can be changed; without JavaScript the server puts it in front.
for (const list of document.querySelectorAll("[data-reply-for]")) {
  list.addEventListener("change", () => {
    const text = document.getElementById(list.dataset.replyFor);
    const reply = list.selectedOptions[0]?.dataset.text;
    if (!reply) return;
    text.value = [text.value.trim(), reply].filter(Boolean).join("\n\n");
    list.value = "";
    text.focus();
  });
}

// A link to a decision opens it.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
addEventListener("hashchange", openTarget);
openTarget();
