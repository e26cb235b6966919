// Shows only the cards in which all words are found, and says how many they are. Nothing is stored or sent.
(function () {
  "use strict";
  var box = document.getElementById("search");
  var field = document.getElementById("words");
  var said = document.getElementById("found");
  var cards = Array.prototype.slice.call(document.querySelectorAll("table .card"));
  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/\s+/g, " ");
  }
  var texts = cards.map(function (card) { return plain(card.textContent); });
  function look() {
    var words = plain(field.value).split(" ").filter(Boolean);
    var count = 0;
    cards.forEach(function (card, place) {
      var holds = words.every(function (word) { return texts[place].indexOf(word) >= 0; });
      card.hidden = !holds;
      card.classList.toggle("found", holds && words.length > 0);
      count += holds ? 1 : 0;
    });
    said.textContent = words.length ? box.dataset.found.replace("{n}", count).replace("{all}", cards.length) : "";
  }
  field.addEventListener("input", look);
  field.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && field.value) {
      event.preventDefault();
      field.value = "";
      look();
    }
  });
  // A link to a card that the search hides shows all cards again.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest('a[href^="#c"]');
    var card = link && document.getElementById(link.getAttribute("href").slice(1));
    if (card && card.hidden) {
      field.value = "";
      look();
    }
  });
  box.hidden = false;
  look();
})();
