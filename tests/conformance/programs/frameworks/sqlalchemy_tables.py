# SPDX-License-Identifier: MIT
# needs: sqlalchemy
import sqlalchemy
from sqlalchemy import orm

Base = orm.declarative_base()


class Item(Base):
    __tablename__ = 'items'
    number = sqlalchemy.Column(sqlalchemy.Integer, primary_key=True)
    name = sqlalchemy.Column(sqlalchemy.String, unique=True)


engine = sqlalchemy.create_engine('sqlite://')
Base.metadata.create_all(engine)
with orm.Session(engine) as session:
    session.add_all([Item(name='a'), Item(name='b')])
    session.commit()
    print([(item.number, item.name) for item in session.query(Item).order_by(Item.name.desc())])
    session.add(Item(name='a'))
    try:
        session.commit()
    except sqlalchemy.exc.IntegrityError as error:
        print(error.orig)
print(sqlalchemy.select(Item).where(Item.name == 'x'))
