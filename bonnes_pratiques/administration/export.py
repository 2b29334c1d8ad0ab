"""What an export says of a box, ticked or not."""

from django.template.defaultfilters import yesno
from wagtail.admin.views.mixins import SpreadsheetExportMixin

OUI_OU_NON = dict.fromkeys(SpreadsheetExportMixin.FORMATS, yesno)
