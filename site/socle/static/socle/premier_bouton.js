/* The words of the translation editor's first button, read by its own script once the page is loaded. */
django.catalog["Publish in "] = document.currentScript.dataset.libelle;
django.catalog["Publishing..."] = "…";
