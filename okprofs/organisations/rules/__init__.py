"""Pure decisions about employers: their names, their kinds, their e-mail domains, the register of them."""
