"""Signs, labels and figures as documents print them, against the words of the form."""
