// Starts the page: listens once on the document, so that what is drawn again needs no wiring.
import { listenToActs } from "./acts.js";
import { listenToComposers } from "./composer.js";
import { leaveModals, listenToDialogs, openModals } from "./dialogs.js";
import { isWide, listenToKeys, tidyFocus } from "./keys.js";
import { follow, go, listenToLinks, look, onDrawn } from "./live.js";
import { tellZone, listenToTheme } from "./reader.js";
import { announceNew, keepAtEnd, showEnds, showOpen } from "./scrolling.js";

// A wide screen has room for the list and a conversation; a phone shows one of them.
function chooseConversation() {
  if (document.body.classList.contains("shows-list") && isWide()) go(document.body.dataset.here, { replace: true });
}

onDrawn(openModals);
onDrawn(tidyFocus);
onDrawn(announceNew);
onDrawn(showEnds);
onDrawn(showOpen);
onDrawn(follow);
onDrawn(look);
onDrawn(chooseConversation);
listenToLinks();
listenToActs();
listenToComposers();
listenToDialogs();
listenToKeys();
listenToTheme();
keepAtEnd();
showEnds();
showOpen();
leaveModals();
tidyFocus();
announceNew();
tellZone();
follow();
look();
chooseConversation();
document.documentElement.dataset.ready = "yes";
