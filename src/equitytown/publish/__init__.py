"""Blocks into documents: the microsite, the PDF, the Word document, the workbook, the downloads."""
