/**
 * On the page of a result: opens the replies that were sealed for this browser, and seals what a lead writes back. The server has
 * neither text. Every reader's browser fetches every reply, so that asking says nothing about who wrote what.
 */
const { fromBase64URL, base64URL, sealReply } = globalThis.BlindTickets;
const { keeper: opening, form } = globalThis.TicketErrand;
const address = (survey) => `/api/v1/pulse/${survey}/replies`;

async function showReplies(box) {
  const keeper = await opening;
  if (!keeper) return;
  const answer = await fetch(address(box.dataset.survey), { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { replies } = await answer.json();
  for (const text of await keeper.replies(box.dataset.survey, replies.map(fromBase64URL))) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = `Somebody who leads wrote back to you: ${text}`;
    box.append(note);
  }
}

function allowWriting(place) {
  const status = place.querySelector("[role=status]");
  const { survey, words, key } = place.dataset;
  place.hidden = false;
  place.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const sealed = await sealReply(event.target.elements.reply.value, fromBase64URL(key), survey);
    const answer = await fetch(address(survey), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ form, words, sealed: base64URL(sealed) }),
    });
    status.textContent = answer.ok ? "Sent. Only the writer can open it." : (await answer.json()).detail;
    if (answer.ok) event.target.remove();
  });
}

if (await opening) document.querySelectorAll("write-back").forEach(allowWriting);
document.querySelectorAll("reply-box").forEach(showReplies);
