// What axe judges each element by, each kind once: where it stands, its state, its name, the colours of its words.
() => {
  const STATE = ["role", "type", "lang", "tabindex", "style", "disabled", "readonly", "required", "hidden", "open", "scope",
    "autocomplete", "contenteditable", "colspan", "http-equiv", "content"];
  const REFERS = ["aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant", "for", "headers"];
  const ids = new Map();
  for (const one of document.querySelectorAll("[id]")) ids.set(one.id, (ids.get(one.id) || 0) + 1);
  const filled = text => Boolean(text && text.trim());
  const paths = new Map();
  const kinds = new Set();
  for (const one of document.querySelectorAll("*")) {
    const told = [one.tagName, one.getAttribute("class") || ""];
    for (const { name, value } of one.attributes) {
      if (REFERS.includes(name)) {
        told.push(name, value.split(/\s+/).map(id => ids.get(id) || 0).join());
      } else if (name.startsWith("aria-")) {
        told.push(name, /^(true|false|mixed|page|step|\d*)$/.test(value) ? value : String(filled(value)));
      } else if (STATE.includes(name)) {
        told.push(name, value);
      } else if (["alt", "title", "href", "placeholder", "label", "value"].includes(name)) {
        told.push(name, String(filled(value)));
      }
    }
    told.push(String(filled(one.textContent)), String(one.labels ? one.labels.length : ""), String(one.id && ids.get(one.id) > 1));
    const own = [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && filled(node.data));
    if (own || one.matches("input, select, textarea")) {
      const style = getComputedStyle(one);
      const { width, height } = one.getBoundingClientRect();
      told.push(style.color, style.backgroundColor, style.opacity, style.fontSize, style.fontWeight, style.visibility,
        String(width > 0 && height > 0), one.getAttribute("pattern") || "");
    } else if (one.matches("a, button, summary, [tabindex], [role]")) {
      const { width, height } = one.getBoundingClientRect();
      told.push(String(width >= 24), String(height >= 24)); // the least target of WCAG 2.2
    }
    const path = `${paths.get(one.parentElement) || ""}>${told.join(" ")}`;
    paths.set(one, path);
    kinds.add(path);
  }
  const digest = text => {
    let high = 0xdeadbeef, low = 0x41c6ce57;
    for (let at = 0; at < text.length; at += 1) {
      high = Math.imul(high ^ text.charCodeAt(at), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(at), 1597334677);
    }
    return (high >>> 0).toString(36) + (low >>> 0).toString(36);
  };
  return [...kinds].map(digest);
}
