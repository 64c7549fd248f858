"""Forms in the house layout: label, hint, what is wrong, then the control; what is wrong is listed above."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every form and field by our own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
