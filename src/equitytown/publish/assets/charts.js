/* Charts that answer: the drawing of a figure gives way to a live one when it comes into view. Pointing
   at a mark, or walking the marks with the arrow keys, shows its figures and has them read out. Where
   anything fails, the drawing that stands in the page stays. */
(function () {
  "use strict";

  var here = document.currentScript.src;
  var PHONE = window.matchMedia("(max-width: 46em)");
  var LINGER = 250; // milliseconds in which a pointer can reach the words it called up
  var GAP = 16; // pixels between a mark and the words about it
  var charts = {};
  var scripts = {};

  // A figure's data file calls this with its two specifications.
  window.equitytown = { chart: function (id, specifications) { charts[id] = specifications; } };

  function load(address) {
    if (!scripts[address]) {
      scripts[address] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = new URL(address, here).href;
        script.onload = resolve;
        script.onerror = function () { reject(new Error("could not load " + address)); };
        document.head.appendChild(script);
      });
    }
    return scripts[address];
  }

  function element(name, className) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    return made;
  }

  // What a mark says, as pairs of name and value. Vega gives an object of words, or words alone.
  function pairs(value) {
    if (value === null || value === undefined || value === "") { return []; }
    if (typeof value !== "object") { return [["", String(value)]]; }
    return Object.keys(value).map(function (key) { return [key, String(value[key])]; });
  }

  function sentence(value) {
    return pairs(value).map(function (pair) { return pair[0] ? pair[0] + ": " + pair[1] : pair[1]; }).join(", ");
  }

  // Every mark that has something to say, in the order it was drawn; repeats of the same words once.
  function walkable(view) {
    var found = [];
    var heard = new Set();
    (function visit(mark) {
      mark.items.forEach(function (item) {
        if (mark.marktype === "group") {
          (item.items || []).forEach(visit);
          return;
        }
        var words = sentence(item.tooltip);
        if (words && !heard.has(words) && item._svg) {
          heard.add(words);
          found.push(item);
        }
      });
    })(view.scenegraph().root);
    return found;
  }

  function Reader(chart) {
    this.chart = chart;
    this.position = -1;
    this.tip = element("div", "tip");
    this.ring = element("div", "ring");
    this.hint = element("p", "hint");
    this.voice = element("div", "unseen");
    this.tip.hidden = this.ring.hidden = true;
    this.hint.textContent = "Arrow keys walk along the figures. Escape closes.";
    this.voice.setAttribute("aria-live", "polite");
    [this.ring, this.tip, this.hint, this.voice].forEach(function (part) { chart.appendChild(part); });
    this.tip.addEventListener("mouseenter", this.keep.bind(this));
    this.tip.addEventListener("mouseleave", this.close.bind(this));
    chart.addEventListener("keydown", this.key.bind(this));
    chart.addEventListener("blur", this.close.bind(this));
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { this.close(); }
    }.bind(this));
  }

  Reader.prototype.show = function (value, x, y) {
    this.keep();
    this.tip.textContent = "";
    pairs(value).forEach(function (pair) {
      var line = element("p");
      if (pair[0]) {
        var name = element("span");
        name.textContent = pair[0] + " ";
        line.appendChild(name);
      }
      var words = element("b");
      words.textContent = pair[1];
      line.appendChild(words);
      this.tip.appendChild(line);
    }, this);
    this.tip.hidden = false;
    this.place(x, y);
  };

  // Beside the mark where there is room, otherwise above or below it: never over it.
  Reader.prototype.place = function (x, y) {
    var width = this.chart.clientWidth - this.tip.offsetWidth;
    var height = this.tip.offsetHeight;
    var right = x + GAP;
    var left = x - GAP - this.tip.offsetWidth;
    var beside = right <= width || left >= 0;
    var above = y - GAP - height;
    var top = beside ? y - height / 2 : above >= 0 ? above : y + GAP;
    this.tip.style.left = Math.max(0, right <= width ? right : beside ? left : Math.min(x - this.tip.offsetWidth / 2, width)) + "px";
    this.tip.style.top = Math.max(0, top) + "px";
  };

  Reader.prototype.keep = function () { window.clearTimeout(this.leaving); };

  Reader.prototype.leave = function () {
    this.keep();
    this.leaving = window.setTimeout(this.close.bind(this), LINGER);
  };

  Reader.prototype.close = function () {
    this.keep();
    this.tip.hidden = this.ring.hidden = true;
  };

  Reader.prototype.key = function (event) {
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    var last = this.items ? this.items.length - 1 : -1;
    if (last < 0 || event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (event.key === "Home") { this.position = 0; }
    else if (event.key === "End") { this.position = last; }
    else if (step) { this.position = Math.max(0, Math.min(last, this.position + step)); }
    else { return; }
    event.preventDefault();
    this.point(this.items[this.position]);
  };

  Reader.prototype.point = function (item) {
    var mark = item._svg.getBoundingClientRect();
    var frame = this.chart.getBoundingClientRect();
    var x = mark.left + mark.width / 2 - frame.left;
    var y = mark.top + mark.height / 2 - frame.top;
    this.ring.style.left = x + "px";
    this.ring.style.top = y + "px";
    this.show(item.tooltip, x, y);
    this.ring.hidden = false;
    this.voice.textContent = sentence(item.tooltip);
  };

  // The tooltip handler that Vega calls: nothing of its own style sheet, words only as text.
  Reader.prototype.handler = function () {
    var reader = this;
    return function (handler, event, item, value) {
      if (pairs(value).length === 0) { reader.leave(); return; }
      var frame = reader.chart.getBoundingClientRect();
      reader.ring.hidden = true;
      reader.show(value, event.clientX - frame.left, event.clientY - frame.top);
    };
  };

  function draw(chart) {
    var drawing = chart.querySelector(".drawing");
    var live = drawing.querySelector(".live") || drawing.appendChild(element("div", "live"));
    var stage = element("div");
    var size = PHONE.matches ? "narrow" : "wide";
    var specification = charts[chart.dataset.chart][size];
    var reader = chart.reader || (chart.reader = new Reader(chart));
    live.textContent = "";
    live.dataset.size = size;
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", drawing.querySelector("svg").getAttribute("aria-label"));
    stage.setAttribute("aria-hidden", "true"); // the words around the chart say what the marks would
    live.appendChild(stage);
    return window.vegaEmbed(stage, specification, {
      mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false, tooltip: reader.handler()
    }).then(function (result) {
      if (chart.live) { chart.live.finalize(); }
      chart.live = result;
      reader.items = walkable(result.view);
      reader.position = -1;
      chart.classList.add("interactive");
      if (reader.items.length) {
        chart.tabIndex = 0;
        chart.setAttribute("role", "group");
        chart.setAttribute("aria-label", "Chart: " + reader.items.length + " figures to walk with the arrow keys");
      }
      chart.dispatchEvent(new CustomEvent("equitytown:drawn", { bubbles: true }));
    });
  }

  function wake(chart) {
    Promise.all([load("vega.js"), load("../figures/" + chart.dataset.chart + ".js")])
      .then(function () { return draw(chart); })
      .catch(function (problem) {
        chart.classList.remove("interactive");
        console.info("This chart stays as drawn: " + problem.message);
      });
  }

  var every = Array.prototype.slice.call(document.querySelectorAll(".chart[data-chart]"));
  if (!("IntersectionObserver" in window)) { return; }
  var watcher = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) {
        watcher.unobserve(entry.target);
        wake(entry.target);
      }
    });
  }, { rootMargin: "200px" });
  every.forEach(function (chart) { watcher.observe(chart); });
  PHONE.addEventListener("change", function () {
    every.filter(function (chart) { return chart.live; }).forEach(wake);
  });
})();
