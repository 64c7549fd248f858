# ruff: noqa: E501  # each attack stands whole
"""Strings that attack: through HTML, templates, Markdown, text direction, length, formats, SQL."""

from itertools import product

from tests.publish.hostile import EXITS, RUN
from tests.publish.hostile import PAYLOADS as MARKUP

PRODUCT = "62710561"  # 7919 x 7919: what shows only if somebody reckons
EXPRESSIONS = ("7919*7919", "7919 * 7919", "(7919)*(7919)", "7919|add:62702642")
WRAPPERS = (
    "{{{{{0}}}}}", "{{{{ {0} }}}}", "{{{{{0}|safe}}}}", "{{% if {0} %}}{0}{{% endif %}}", "{{%with x={0}%}}{{{{x}}}}",
    "${{{0}}}", "#{{{0}}}", "<%= {0} %>", "@({0})", "*{{{0}}}", "{{{{= {0} }}}}", "[[{0}]]", "{{!{0}!}}", "{{{{{{{0}}}}}}}",
    "{{#if {0}}}", "<# {0} #>", "~{{{0}}}", "{{{{{0}|escape}}}}", "{{php}}echo {0};{{/php}}", "{{{{ '{0}'|add:0 }}}}",
    "__{0}__", "%{{{0}}}", "{{{{self.{0}}}}}", "{{{{request.{0}}}}}", "{{{{config.{0}}}}}",
)  # fmt: skip
TEMPLATES = (
    *(wrapper.format(expression) for wrapper, expression in product(WRAPPERS, EXPRESSIONS)),
    "{% load static %}{% debug %}", "{% include 'register/home.html' %}", "{{ settings.SECRET_KEY }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{% csrf_token %}", "{{ user.password }}",
)  # fmt: skip
MARKDOWN = (
    f"[x](javascript:{RUN})", f"[x](JaVaScRiPt:{RUN})", f"[x](&#106;avascript:{RUN})", f"[x](java\tscript:{RUN})",
    f'![x](x" onerror="{RUN})', f"![x](javascript:{RUN})", f"<javascript:{RUN}>", f"[x][1]\n\n[1]: javascript:{RUN}",
    f"[x](data:text/html,<script>{RUN}</script>)", f"[x](vbscript:{RUN})", f"`<script>{RUN}</script>`",
    f"    <script>{RUN}</script>", f"[x](https://example.org \"' onclick='{RUN}\")", f"| a |\n|---|\n| <img src=x onerror={RUN}> |",
    f"```\n</code><script>{RUN}</script>\n```", f"> <svg onload={RUN}>", f"# <img src=x onerror={RUN}>",
)  # fmt: skip
OTHERS = (
    f"\u2028<script>{RUN}</script>\u2029", f"\u202e<img src=x onerror={RUN}>\u202c", f"\u2066<svg onload={RUN}>\u2069",
    f"\ufeff<script>{RUN}</script>", f"<scr\u0131pt>{RUN}</scr\u0131pt>", f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"<\u017fcript>{RUN}</\u017fcript>", f"\x7f<script>{RUN}</script>", f"<<script>{RUN}//<</script>", f"<script\n>{RUN}</script\n>",
    f"<IMG SRC=x ONERROR={RUN}>", f"<img/src=x/onerror={RUN}>", f"<math><mtext></p><img src=x onerror={RUN}>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">', f"<style>@import'x'</style><img src=x onerror={RUN}>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;", f"&#60;script&#62;{RUN}&#60;/script&#62;", f"%3Cscript%3E{RUN}%3C/script%3E",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e", f'<a href="&#x6a;avascript:{RUN}">x</a>',
    f"<form action=javascript:{RUN}><button>x</button></form>", f"<button formaction=javascript:{RUN}>x</button>",
    f"<object data=javascript:{RUN}>", f"<embed src=javascript:{RUN}>", f"<video><source onerror={RUN}></video>",
    f"<body onload={RUN}>", f"<template><script>{RUN}</script></template>", f"<link rel=stylesheet href=javascript:{RUN}>",
    "%s%s%s%n%x", "{0}{1}{user.password}{0.__class__}", "$(id)", "`id`", "; id", "| id",
    "' OR '1'='1", "'; DROP TABLE register_record; --", '" OR ""="', "1) UNION SELECT password FROM accounts_user--",
    "%' OR words LIKE '%", "\\'; SELECT 1; --", "../../../../etc/passwd", "..\\..\\secret-key", "\r\nSet-Cookie: x=1",
)  # fmt: skip
PAYLOADS = tuple(dict.fromkeys((*MARKUP, *TEMPLATES, *MARKDOWN, *OTHERS)))
SHORT = tuple(payload for payload in PAYLOADS if len(payload) <= 80)
BY_EXIT = MARKUP[:: len(MARKUP) // len(EXITS) - 1]
EVERY = " ".join(PAYLOADS)
LONG = "<b>" * 3_000


def titles(many: int = 3) -> list[str]:
    """Give every short payload, a few at a time, as a title has room for."""
    return [" ".join(SHORT[start : start + many]) for start in range(0, len(SHORT), many)]
