// Wagtail's date picker rewrites what it cannot read, on leaving the field: a day becomes today, 9h30 becomes 09:00. And
// the wheel of a mouse over an hour changes it. What was typed stays; the server reads it, or says that it cannot.
Object.assign(jQuery.fn.datetimepicker.defaults, { validateOnBlur: false, scrollInput: false });

// Rewriting was also what closed the calendar: left open, it hides the fields below. It opens 100 ms after the field is
// entered, even when it was left by then.
const OUVERTURE = 150;
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => {
    const quitte = document.activeElement !== target && jQuery(target).data("xdsoft_datetimepicker");
    if (quitte) jQuery(target).datetimepicker("hide");
  }, OUVERTURE);
});
