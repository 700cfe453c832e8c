"""What was done to a page and why, for people to look at: reports in HTML."""

from newsclean.reports.notebook import notebook_html
from newsclean.reports.page import page_report

__all__ = ["notebook_html", "page_report"]
