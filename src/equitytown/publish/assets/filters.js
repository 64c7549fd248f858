/* Filters over a list of records. Without this script every record shows and no control stands idle.
   What is chosen is kept in the address, so that a filtered list can be sent to somebody else. */
(function () {
  "use strict";

  function element(name, attributes, words) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (words) { made.textContent = words; }
    return made;
  }

  function plural(noun) { return /s$/.test(noun) ? noun : noun + "s"; }

  function List(box, number) {
    this.box = box;
    this.prefix = number ? "list-" + number + "-" : "";
    this.noun = plural(box.dataset.noun);
    this.sections = Array.prototype.slice.call(box.querySelectorAll("section"));
    this.records = Array.prototype.map.call(box.querySelectorAll(".record"), function (record) {
      return { element: record, tags: JSON.parse(record.dataset.tags), words: record.textContent.toLowerCase() };
    });
    this.controls = {};
    this.build(JSON.parse(box.dataset.filters));
    this.read();
    this.apply();
  }

  List.prototype.build = function (filters) {
    var form = element("div", { "class": "filters", role: "search", "aria-label": "Filter the " + this.noun });
    this.add(form, "q", "Words", element("input", { type: "search", autocomplete: "off" }), "input");
    filters.forEach(function (filter) {
      var values = this.values(filter[0]);
      if (values.length < 2) { return; }
      var select = element("select");
      select.appendChild(element("option", { value: "" }, "All"));
      values.forEach(function (value) { select.appendChild(element("option", { value: value }, value)); });
      this.add(form, filter[0], filter[1], select, "change");
    }, this);
    var outcome = element("div", { "class": "outcome" });
    this.count = element("p", { role: "status" });
    this.clear = element("button", { type: "button" }, "Clear filters");
    this.clear.addEventListener("click", this.reset.bind(this));
    outcome.appendChild(this.count);
    outcome.appendChild(this.clear);
    form.appendChild(outcome);
    this.box.insertBefore(form, this.box.firstChild);
  };

  List.prototype.add = function (form, key, label, control, event) {
    var id = "filter-" + this.prefix + key.replace(/[^A-Za-z0-9]+/g, "-");
    var group = element("div");
    control.id = id;
    control.addEventListener(event, function () { this.apply(); this.write(); }.bind(this));
    group.appendChild(element("label", { "for": id }, label));
    group.appendChild(control);
    form.appendChild(group);
    this.controls[key] = control;
  };

  // The values of a tag in the order in which the records bring them up.
  List.prototype.values = function (key) {
    var seen = new Set();
    this.records.forEach(function (record) { (record.tags[key] || []).forEach(seen.add, seen); });
    return Array.from(seen);
  };

  List.prototype.chosen = function () {
    return Object.keys(this.controls).map(function (key) {
      return [key, this.controls[key].value.trim()];
    }, this).filter(function (choice) { return choice[1]; });
  };

  List.prototype.apply = function () {
    var chosen = this.chosen();
    var shown = 0;
    this.records.forEach(function (record) {
      var fits = chosen.every(function (choice) {
        if (choice[0] === "q") { return record.words.includes(choice[1].toLowerCase()); }
        return (record.tags[choice[0]] || []).includes(choice[1]);
      });
      record.element.hidden = !fits;
      shown += fits;
    });
    this.sections.forEach(function (section) { section.hidden = !section.querySelector(".record:not([hidden])"); });
    this.count.textContent = shown
      ? "Showing " + (chosen.length ? shown + " of " + this.records.length : "all " + shown) + " " + this.noun
      : "No " + this.noun + " fit this choice";
    this.clear.hidden = chosen.length === 0;
  };

  List.prototype.reset = function () {
    Object.keys(this.controls).forEach(function (key) { this.controls[key].value = ""; }, this);
    this.apply();
    this.write();
    this.controls.q.focus();
  };

  List.prototype.write = function () {
    var state = new URLSearchParams(this.chosen().map(function (choice) {
      return [this.prefix + choice[0], choice[1]];
    }, this)).toString();
    window.history.replaceState(null, "", state ? "#" + state : window.location.pathname + window.location.search);
  };

  // An address such as #partner=Luton%20Council; one without "=" names a record and filters nothing.
  List.prototype.read = function () {
    if (window.location.hash.indexOf("=") < 0) { return; }
    var state = new URLSearchParams(window.location.hash.slice(1));
    Object.keys(this.controls).forEach(function (key) {
      this.controls[key].value = state.get(this.prefix + key) || "";
      if (this.controls[key].selectedIndex === -1) { this.controls[key].value = ""; }
    }, this);
  };

  var lists = Array.prototype.map.call(document.querySelectorAll(".records[data-filters]"), function (box, number) {
    return new List(box, number);
  });
  window.addEventListener("hashchange", function () {
    lists.forEach(function (list) { list.read(); list.apply(); });
  });
})();
