// Reads the code of a ticket with the camera or from a photo: by the browser itself, or by a reader that comes along.
const LOOK_EVERY = 150;
const SAME_AGAIN_AFTER = 3000;

export async function digestOf(code) {
  const bytes = new TextEncoder().encode(code.trim().toUpperCase());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function makeReader(decoder) {
  const own = globalThis.BarcodeDetector;
  const formats = (await own?.getSupportedFormats?.().catch(() => [])) ?? [];
  const Reader = formats.includes("qr_code") ? own : (await import(decoder)).BarcodeDetector;
  return new Reader({ formats: ["qr_code"] });
}

export function readCodes({ video, start, stop, photo, decoder, onCode, onUnreadable, onNoCamera }) {
  let reader;
  let stream;
  let timer;
  let last = { code: "", at: 0 };

  const look = async () => {
    if (!stream) return;
    const [found] = video.readyState >= 2 ? await reader.detect(video).catch(() => []) : [];
    const isAgain = found && found.rawValue === last.code && Date.now() - last.at < SAME_AGAIN_AFTER;
    if (found) last = { code: found.rawValue, at: Date.now() };
    if (found && !isAgain) await onCode(found.rawValue);
    timer = setTimeout(look, LOOK_EVERY);
  };
  const close = () => {
    clearTimeout(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = undefined;
    video.hidden = stop.hidden = true;
    start.hidden = false;
  };

  start.addEventListener("click", async () => {
    try {
      reader ??= await makeReader(decoder);
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      video.hidden = stop.hidden = false;
      start.hidden = true;
      await video.play();
      look();
    } catch {
      close();
      onNoCamera();
    }
  });
  stop.addEventListener("click", close);
  // A camera that nobody looks through is off.
  document.addEventListener("visibilitychange", () => document.hidden && close());
  photo.addEventListener("change", async () => {
    const [file] = photo.files;
    if (!file) return;
    reader ??= await makeReader(decoder);
    const picture = await createImageBitmap(file).catch(() => null);
    const [found] = picture ? await reader.detect(picture).catch(() => []) : [];
    photo.value = "";
    if (found) await onCode(found.rawValue);
    else onUnreadable();
  });
}
