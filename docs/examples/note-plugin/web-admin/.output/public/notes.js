const api = "../api/v1/notes";
const list = document.querySelector("#notes");
const form = document.querySelector("#create");

async function show() {
  const { data } = await (await fetch(api)).json();
  list.replaceChildren(...data.map((note) => Object.assign(document.createElement("li"), { textContent: note.title })));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const title = new FormData(form).get("title");
  await fetch(api, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ title }) });
  form.reset();
  await show();
});

await show();
