// Beside each block of lines a button that copies it. Without this script the lines are selected and copied by hand.

for (const lines of document.querySelectorAll("pre[data-copy]")) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "plain copy";
  button.textContent = lines.dataset.copy;
  said.setAttribute("role", "status");
  said.className = "quiet";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(lines.textContent);
      said.textContent = ` ${lines.dataset.copied}`;
    } catch {
      // Not allowed here, or no https: then they are at least selected.
      getSelection().selectAllChildren(lines);
      lines.focus();
    }
  });
  lines.after(button, said);
}
