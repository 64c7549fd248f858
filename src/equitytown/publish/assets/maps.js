/* Maps that answer: arrow keys lead from an area to the nearest one that way, the pointer and the finger
   to the one below them; its name, figure and class are shown and read out, and Enter opens its page where
   it has one. The words are the titles that stand in the drawing: without this script they still show. */
(function () {
  "use strict";

  var SVG = "http://www.w3.org/2000/svg";
  var GAP = 14; // pixels between an area's middle and the words about it
  var ASIDE = 2; // how much a step to the side counts beside a step ahead
  var AHEAD = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function element(name, className) {
    var made = document.createElement(name);
    made.className = className;
    return made;
  }

  // A title would show a second box beside ours: its words move where only we read them.
  function hush(area) {
    var title = area.querySelector("title");
    var words = document.createElementNS(SVG, "desc");
    words.textContent = title.textContent;
    area.replaceChild(words, title);
  }

  function Walk(map) {
    this.map = map;
    this.tip = element("div", "tip");
    this.hint = element("p", "hint");
    this.voice = element("div", "unseen");
    this.tip.hidden = true;
    this.hint.textContent = "Arrow keys lead to the next area. Home: the worst. End: the best. Page Down: the next in order.";
    this.voice.setAttribute("aria-live", "polite");
    [this.tip, this.hint, this.voice].forEach(function (part) { map.appendChild(part); });
    Array.prototype.forEach.call(map.querySelectorAll(".area"), hush);
    map.tabIndex = 0;
    map.setAttribute("role", "application");
    map.setAttribute("aria-roledescription", "map");
    map.setAttribute("aria-label", "Map of " + this.areas().length + " " + map.dataset.noun +
      ". Arrow keys lead to the next area, Page Down and Page Up along the order from the worst, Escape closes.");
    map.addEventListener("keydown", this.key.bind(this));
    map.addEventListener("blur", this.close.bind(this));
    window.addEventListener("resize", this.close.bind(this));
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { this.close(); }
    }.bind(this));
    map.addEventListener("pointermove", this.point.bind(this));
    map.addEventListener("pointerdown", this.point.bind(this));
    map.addEventListener("pointerleave", this.left.bind(this));
    map.addEventListener("click", this.click.bind(this));
    map.classList.add("walkable");
  }

  // The areas of the form in view, the worst first.
  Walk.prototype.areas = function () {
    return Array.prototype.filter.call(this.map.querySelectorAll(".area"), function (area) {
      return area.getClientRects().length > 0;
    });
  };

  Walk.prototype.middle = function (area) {
    var box = area.getBoundingClientRect();
    var frame = this.map.getBoundingClientRect();
    return [box.left + box.width / 2 - frame.left, box.top + box.height / 2 - frame.top];
  };

  // The nearest area that way: straight ahead before aslant; none where the map ends.
  Walk.prototype.next = function (areas, from, way) {
    var here = this.middle(from);
    var best = null;
    var least = Infinity;
    areas.forEach(function (area) {
      var there = this.middle(area);
      var across = there[0] - here[0];
      var down = there[1] - here[1];
      var ahead = across * way[0] + down * way[1];
      var aside = Math.abs(across * way[1]) + Math.abs(down * way[0]);
      var far = ahead + ASIDE * aside;
      if (area !== from && ahead > 1 && far < least) {
        least = far;
        best = area;
      }
    }, this);
    return best;
  };

  Walk.prototype.key = function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.key === "Enter") { this.open(this.area); return; }
    var areas = this.areas();
    var at = areas.indexOf(this.area);
    var way = AHEAD[event.key];
    var to = null;
    if (event.key === "Home" || (at < 0 && (way || event.key === "PageDown"))) { to = areas[0]; }
    else if (event.key === "End") { to = areas[areas.length - 1]; }
    else if (event.key === "PageDown") { to = areas[at + 1] || this.area; }
    else if (event.key === "PageUp") { to = areas[at - 1] || this.area; }
    else if (way) { to = this.next(areas, this.area, way) || this.area; }
    else { return; }
    event.preventDefault();
    if (to) { this.show(to, true); }
  };

  Walk.prototype.point = function (event) {
    var area = event.target.closest ? event.target.closest(".area") : null;
    if (area && area !== this.area) { this.show(area, false); }
  };

  Walk.prototype.left = function (event) {
    if (event.pointerType !== "touch" && document.activeElement !== this.map) { this.close(); }
  };

  Walk.prototype.click = function (event) {
    var area = event.target.closest ? event.target.closest(".area") : null;
    if (area && area === this.opened) { this.open(area); }
    this.opened = area;
  };

  Walk.prototype.address = function (area) {
    return area && area.dataset.page ? this.map.dataset.root + area.dataset.page + ".html" : "";
  };

  Walk.prototype.open = function (area) {
    var address = this.address(area);
    if (address) { window.location.href = address; }
  };

  Walk.prototype.show = function (area, aloud) {
    var words = area.querySelector("desc").textContent;
    var page = this.address(area) ? " Enter opens its page." : "";
    var colon = words.indexOf(": ");
    var name = element("p", "");
    var rest = element("p", "");
    this.clear();
    this.area = area;
    this.edge = document.createElementNS(SVG, "g");
    ["edge halo", "edge"].forEach(function (kind) {
      var line = area.cloneNode(false);
      line.setAttribute("class", kind);
      line.removeAttribute("fill");
      this.edge.appendChild(line);
    }, this);
    area.ownerSVGElement.appendChild(this.edge);
    name.appendChild(element("b", "")).textContent = words.slice(0, colon);
    rest.textContent = words.slice(colon + 2) + (aloud ? page && "." + page : "");
    this.tip.textContent = "";
    this.tip.appendChild(name);
    this.tip.appendChild(rest);
    this.tip.hidden = false;
    this.place(this.middle(area), area.getBoundingClientRect());
    if (aloud) { this.voice.textContent = words + "." + page; }
  };

  // Beside the area where there is room, otherwise below or above it.
  Walk.prototype.place = function (at, box) {
    var width = this.map.clientWidth - this.tip.offsetWidth;
    var height = this.tip.offsetHeight;
    var right = at[0] + box.width / 2 + GAP;
    var left = at[0] - box.width / 2 - GAP - this.tip.offsetWidth;
    var beside = right <= width || left >= 0;
    var below = at[1] + box.height / 2 + GAP;
    var top = beside ? at[1] - height / 2 : below;
    this.tip.style.left = Math.max(0, right <= width ? right : beside ? left : Math.min(at[0] - this.tip.offsetWidth / 2, width)) + "px";
    this.tip.style.top = Math.max(0, top) + "px";
  };

  Walk.prototype.clear = function () {
    if (this.edge) { this.edge.remove(); }
    this.edge = null;
  };

  Walk.prototype.close = function () {
    this.clear();
    this.tip.hidden = true;
    this.area = this.opened = null;
  };

  Array.prototype.forEach.call(document.querySelectorAll(".map"), function (map) { new Walk(map); });
})();
