-- Run once by the image of PostgreSQL, on an empty volume: the role of the product is no superuser.
CREATE ROLE sokehoach LOGIN;
CREATE DATABASE sokehoach OWNER sokehoach;
