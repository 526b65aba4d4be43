// Everything here makes a page nicer; every page works without it.
import { focusErrors } from "./error-summary.js";
import { closeMenu, showCurrent } from "./menu.js";
import { suggest } from "./suggestions.js";
import { editEntries } from "./entries.js";
import { countTotal } from "./order-total.js";
import { searchLive } from "./live-search.js";
import { checkSize } from "./file-size.js";
import { desk } from "./desk.js";
import { submitOnce } from "./submit-once.js";

focusErrors();
closeMenu();
showCurrent();
document.querySelectorAll("[data-suggestions-url]").forEach(suggest);
document.querySelectorAll("[data-entries]").forEach(editEntries);
document.querySelectorAll("form[data-prices]").forEach(countTotal);
document.querySelectorAll("form[data-live-search]").forEach(searchLive);
document.querySelectorAll("input[data-most-bytes]").forEach(checkSize);
document.querySelectorAll("form[data-submit-once]").forEach(submitOnce);
desk();
