"""How good the forecasts were: rules on plain numbers first, then what is made of them."""
