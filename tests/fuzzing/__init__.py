"""An independent judge: expressions as given, evaluated and integrated without symconv."""
