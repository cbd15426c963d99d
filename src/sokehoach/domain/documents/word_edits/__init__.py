"""What a person changed in the Word file of a draft: words are taken, figures are not."""
