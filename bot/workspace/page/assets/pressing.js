// What a person presses: until the click has come, nothing may be drawn anew under it, or the click is lost.

const LOOK_AGAIN = 20;
// A browser that forgets the end of a press (something dragged out of the window) must not stop the page for good.
const MOST = 15000;

/** Settles when nothing is pressed; the click that ends a press has come by then. */
export async function released() {
  const end = performance.now() + MOST;
  while (document.querySelector(":active") && performance.now() < end) {
    await new Promise((resolve) => { setTimeout(resolve, LOOK_AGAIN); });
  }
}
